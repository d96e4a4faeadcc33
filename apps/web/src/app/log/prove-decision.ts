import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { Network } from '../platform/network';
import { Preferences } from '../platform/preferences';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { Notice } from '../ui/notice';
import { type Checked, checkReceipt } from './check-receipt';

const tones = { holds: 'good', unwitnessed: 'caution', fails: 'bad' } as const;

/**
 * `<t-prove-decision [number]="…" [logIndex]="…" />`: everything with which a reader checks a decision without trusting
 * whoever hosts Torv, behind one button.
 */
@Component({
  selector: 't-prove-decision',
  imports: [Button, Icon, Notice, RouterLink, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <details class="disclosure">
      <summary class="button"><t-icon name="task" />{{ 'log.check' | transloco }}</summary>
      <div class="stack">
        <p class="small">{{ 'log.why' | transloco: { index: logIndex() } }}</p>
        <div class="stack tight" aria-live="polite">
          <span
            ><button tButton="primary" type="button" [busy]="busy()" (click)="check()">
              <t-icon name="check" />{{ 'log.here' | transloco }}
            </button></span
          >
          @if (checked(); as it) {
            <t-notice [tone]="tone()">
              <p>
                <strong>{{ 'log.verdict.' + it.verdict | transloco }}</strong>
              </p>
              <p>
                {{ 'log.said.' + it.verdict | transloco: { size: it.size, quorum: it.quorum, count: it.names.length } }}
              </p>
              @if (it.verdict === 'holds') {
                <p>
                  {{
                    (it.names.length > 0 ? 'log.witnessedBy' : 'log.witnessedByNone')
                      | transloco: { names: it.names.join(', ') }
                  }}
                </p>
              }
              @if (it.verdict === 'fails' && it.finding) {
                <p class="soft small">{{ it.finding.message }} [{{ it.finding.code }}]</p>
              }
            </t-notice>
            <p class="soft small">{{ 'log.hereOnly' | transloco }}</p>
          }
          @if (failed()) {
            <t-notice tone="bad">{{ 'log.failed' | transloco }}</t-notice>
          }
        </div>
        <ol class="steps small">
          <li>
            <span>{{ 'log.keepReceipt' | transloco }}</span>
            <span
              ><a tButton [href]="receipt()" download
                ><t-icon name="download" />{{ 'log.receipt' | transloco }}</a
              ></span
            >
          </li>
          <li>
            <span>{{ 'log.keepKeys' | transloco }}</span>
            <span
              ><a tButton [href]="policy()" [download]="network.key() + '.torv-policy.txt'"
                ><t-icon name="key" />{{ 'log.keys' | transloco }}</a
              ></span
            >
          </li>
          <li>
            <span>{{ 'log.keepLog' | transloco }}</span>
            <span
              ><a tButton [href]="wholeLog()" download><t-icon name="download" />{{ 'log.whole' | transloco }}</a></span
            >
          </li>
          <li>
            <span>{{ 'log.holdAgainst' | transloco }}</span>
            <span
              ><a tButton [href]="page()" target="_blank" rel="noopener"
                ><t-icon name="globe" />{{ 'log.page' | transloco }}</a
              ></span
            >
          </li>
        </ol>
        <p class="soft small">{{ 'log.command' | transloco }}</p>
        <code class="command"
          >torv log verify {{ number() }}.tlog-proof {{ network.key() }}.torv-log.json
          {{ network.key() }}.torv-policy.txt</code
        >
        <p class="soft small">{{ 'log.keeps' | transloco }}</p>
        <p class="small">
          <a [routerLink]="network.link('people', 'witnesses')">{{ 'log.witnesses' | transloco }}</a>
        </p>
      </div>
    </details>
  `,
})
export class ProveDecision {
  private readonly http = inject(HttpClient);
  private readonly preferences = inject(Preferences);
  protected readonly network = inject(Network);
  readonly number = input.required<string>();
  readonly logIndex = input.required<number>();

  protected readonly receipt = computed(() => this.network.url('decisions', this.number(), 'receipt'));
  protected readonly wholeLog = computed(() => this.network.url('log', 'export'));
  protected readonly policy = computed(() => this.network.url('log', 'policy'));
  protected readonly page = computed(() => `/verify#${this.preferences.language()}`);
  protected readonly busy = signal(false);
  protected readonly checked = signal<Checked | null>(null);
  protected readonly failed = signal(false);
  protected readonly tone = computed(() => tones[this.checked()?.verdict ?? 'fails']);

  protected async check(): Promise<void> {
    this.busy.set(true);
    this.failed.set(false);
    this.checked.set(null);
    try {
      const [receipt, policy] = await Promise.all([this.text(this.receipt()), this.text(this.policy())]);
      this.checked.set(await checkReceipt(receipt, policy));
    } catch {
      this.failed.set(true);
    } finally {
      this.busy.set(false);
    }
  }

  private text(url: string): Promise<string> {
    return firstValueFrom(this.http.get(url, { responseType: 'text' }));
  }
}
