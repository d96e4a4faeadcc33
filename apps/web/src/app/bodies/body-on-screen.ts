import { Injectable } from '@angular/core';

/** The body that a page shows: whoever has changed something of it asks for it anew, for a socket may be away. */
@Injectable()
export class BodyOnScreen {
  reload: () => void = () => undefined;
}
