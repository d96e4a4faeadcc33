import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { BodyView, LinkView } from '@torv/shared/bodies';
import { Network } from '../platform/network';
import { Organisation } from '../ui/organisation';

/** How a body hangs together with others, said both ways: "advises …", "is advised by …". */
@Component({
  selector: 't-links-in-words',
  imports: [Organisation, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dl class="facts">
      @for (group of groups(); track group.words) {
        <div>
          <dt>{{ group.words | transloco }}</dt>
          @for (link of group.links; track $index) {
            <dd>
              @if (link.body; as other) {
                <a [routerLink]="network.link('bodies', other.key)">{{ other.name }}</a>
              }
              @if (link.organisation; as other) {
                <t-organisation [name]="other.name" [swatch]="other.swatch" />
              }
            </dd>
          }
        </div>
      }
    </dl>
  `,
})
export class LinksInWords {
  protected readonly network = inject(Network);
  readonly body = input.required<BodyView>();
  protected readonly groups = computed(() => {
    const groups = new Map<string, LinkView[]>();
    // That two are linked is the same both ways.
    for (const link of this.body().links) {
      const way = link.kind === 'linked-to' ? 'out' : link.direction;
      const words = `bodies.link.${way}.${link.kind}`;
      groups.set(words, [...(groups.get(words) ?? []), link]);
    }
    return [...groups].map(([words, links]) => ({ words, links }));
  });
}
