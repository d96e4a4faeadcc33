import { SetMetadata } from '@nestjs/common';

export const TAKES_BYTES = 'torv:takes-bytes';
/** The type of a file that is sent as it is. No form can send it, so it is asked for as JSON is. */
export const bytesType = 'application/octet-stream';
/** Marks a route whose body is a file: it comes as a stream that nobody has read before the guards have spoken. */
export const TakesBytes = () => SetMetadata(TAKES_BYTES, true);
