import { Dialog as CdkDialog, type DialogRef } from '@angular/cdk/dialog';
import type { ComponentType } from '@angular/cdk/portal';
import { inject, Injectable, type TemplateRef } from '@angular/core';

/**
 * `dialogs.open(template, 'Trækker bidraget tilbage')`, with `<ng-template #it><section class="dialog">…`: focus is
 * kept inside and given back, Escape closes. The body's own first heading is its visible title. A component may stand
 * in the template's place.
 */
@Injectable({ providedIn: 'root' })
export class Dialogs {
  private readonly cdk = inject(CdkDialog);

  open(content: TemplateRef<unknown> | ComponentType<unknown>, label: string): DialogRef<unknown, unknown> {
    return this.cdk.open<unknown, unknown, unknown>(content as ComponentType<unknown>, {
      ariaLabel: label,
      autoFocus: 'first-tabbable',
      restoreFocus: true,
    });
  }
}
