import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { digitsOf, keepsModulus11 } from '@torv/shared/organisations';
import type { OrganisationDetail, OrganisationKind, OrganisationPage, Sector } from '@torv/shared/organisations';
import type { AreaView } from '@torv/shared/places';
import type { Page, Problem } from '@torv/shared/kernel';
import { Api, Submission } from '../platform/http/api';
import { problemOf } from '../platform/http/api-problem';
import { Network } from '../platform/network';
import { lastKnown } from '../platform/realtime/last-known';
import { liveResource } from '../platform/realtime/live-resource';
import { Button } from '../ui/button';
import { Checks } from '../ui/choices';
import { Field, Input } from '../ui/field';
import { faultAt, Notice, ProblemNotice } from '../ui/notice';
import { Crumbs, Skeleton } from '../ui/surfaces';
import { Toasts } from '../ui/toasts';
import { keyOfName } from './key-of-name';
import { kinds, sectors } from './sectors';

/** What the form holds, as text and choices. */
interface Draft {
  name: string;
  sector: Sector;
  kind: OrganisationKind;
  swatch: number | null;
  cvr: string;
  pNumber: string;
  permanence: 'unsaid' | 'permanent' | 'temporary';
  until: string;
  note: string;
  function: string;
  email: string;
  phone: string;
  web: string;
  areas: readonly string[];
  parents: readonly string[];
}

/** Takes a party up, or changes who one is; shows only what the reader may change. */
@Component({
  selector: 't-edit-organisation-page',
  imports: [Button, Checks, Crumbs, Field, Input, Notice, ProblemNotice, RouterLink, Skeleton, TranslocoPipe],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './edit-organisation-page.html',
})
export class EditOrganisationPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly submission = new Submission();
  protected readonly network = inject(Network);
  /** Absent: a new party. */
  readonly key = input<string>();

  private readonly source = liveResource<OrganisationDetail>(() => {
    const key = this.key();
    return key === undefined ? undefined : this.network.url('organisations', key);
  }, []);
  protected readonly organisation = lastKnown(this.source, () => this.key() ?? '');
  protected readonly unread = computed(() => (this.source.error() ? problemOf(this.source.error()) : null));
  private readonly others = liveResource<OrganisationPage>(() => this.network.url('organisations?limit=100'), []);
  private readonly ground = liveResource<Page<AreaView>>(() => this.network.url('places', 'areas?limit=100'), []);

  protected readonly mayChange = computed(() =>
    this.key() === undefined
      ? (this.network.me()?.facilitates ?? false)
      : (this.organisation()?.may.includes('organisations.change') ?? false),
  );
  protected readonly mayPlace = computed(() =>
    this.key() === undefined ? this.mayChange() : (this.organisation()?.may.includes('organisations.place') ?? false),
  );
  protected readonly parents = computed(() =>
    (this.others.hasValue() ? this.others.value().items : [])
      .filter((one) => one.key !== this.key())
      .map((one) => ({ value: one.key, label: one.name })),
  );
  protected readonly areas = computed(() =>
    (this.ground.hasValue() ? this.ground.value().items : []).map((one) => ({ value: one.key, label: one.name })),
  );
  protected readonly sectors = sectors;
  protected readonly kinds = kinds;
  protected readonly swatches = Array.from({ length: 12 }, (_, n) => n);

  /** What was read, until something is typed; a newer version on screen never takes the typing away. */
  protected readonly draft = linkedSignal<{ id: string; read: OrganisationDetail | null }, Draft>({
    source: () => ({ id: this.organisation()?.id ?? '', read: this.organisation() }),
    computation: ({ id, read }, before) => (before && before.source.id === id ? before.value : draftOf(read)),
  });
  protected readonly doubtful = computed(() => {
    const cvr = digitsOf(this.draft().cvr);
    return /^\d{8}$/.test(cvr) && !keepsModulus11(cvr);
  });
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  /** Something that can wait is at fault, and must be seen. */
  protected readonly faulty = computed(() =>
    (this.problem()?.errors ?? []).some((one) => /cvr|pNumber|contact|areas/.test(one.path)),
  );

  protected set<K extends keyof Draft>(field: K, value: Draft[K]): void {
    this.draft.update((it) => ({ ...it, [field]: value }));
  }

  protected fault(path: string): string | null {
    return faultAt(this.problem(), path);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.busy()) return;
    const missing = this.whatIsMissing();
    if (missing.length > 0) return this.refuse(this.incomplete(missing));
    this.busy.set(true);
    this.problem.set(null);
    const now = this.organisation();
    try {
      const after = now
        ? await this.api.patch<OrganisationDetail>(this.network.url('organisations', now.key), this.change(), {
            version: now.version,
          })
        : await this.api.post<OrganisationDetail>(
            this.network.url('organisations'),
            { key: keyOfName(this.draft().name), ...this.change() },
            { submission: this.submission },
          );
      await this.router.navigate(this.network.link('people', 'parties', after.key));
      this.toasts.say(
        this.transloco.translate(now ? 'organisations.saved' : 'organisations.takenUp', { organisation: after.name }),
      );
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status === 412) this.source.reload();
      // The short name is made of the name: that is where another is chosen.
      const errors = problem.errors?.map((one) => (one.path === 'key' ? { ...one, path: 'name' } : one));
      this.refuse(errors ? { ...problem, errors } : problem);
    } finally {
      this.busy.set(false);
    }
  }

  private change(): object {
    const it = this.draft();
    const text = (value: string) => value.trim() || null;
    const facts = {
      name: it.name.trim(),
      sector: it.sector,
      kind: it.kind,
      cvr: digitsOf(it.cvr) || null,
      pNumber: digitsOf(it.pNumber) || null,
      permanent: it.permanence === 'unsaid' ? null : it.permanence === 'permanent',
      until: it.permanence === 'temporary' ? it.until || null : null,
      note: text(it.note),
      ...(it.swatch === null ? {} : { swatch: it.swatch }),
      contact: { function: text(it.function), email: text(it.email), phone: text(it.phone), web: text(it.web) },
      areas: it.areas,
    };
    return { ...(this.mayChange() ? facts : {}), ...(this.mayPlace() ? { parents: it.parents } : {}) };
  }

  private whatIsMissing(): string[] {
    const it = this.draft();
    const missing: string[] = [];
    if (this.mayChange()) {
      if (!it.name.trim()) missing.push('name');
      if (it.cvr.trim() && !/^\d{8}$/.test(digitsOf(it.cvr))) missing.push('cvr');
      if (it.pNumber.trim() && !/^\d{10}$/.test(digitsOf(it.pNumber))) missing.push('pNumber');
    }
    if (this.mayPlace() && it.kind === 'estate' && it.parents.length === 0) missing.push('parents');
    return missing;
  }

  private incomplete(paths: readonly string[]): Problem {
    const errors = paths.map((path) => ({
      path,
      message: this.transloco.translate<string>(`organisations.missing.${path}`),
    }));
    const plain = { type: 'about:blank', title: 'Incomplete', status: 422, code: 'ORGANISATIONS.INCOMPLETE' };
    return { ...plain, detail: errors[0]!.message, errors };
  }

  private refuse(problem: Problem): void {
    this.problem.set(problem);
    // After the faults are drawn, the first of them gets the focus.
    setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"], .fault, .notice.bad')?.focus());
  }
}

function draftOf(read: OrganisationDetail | null): Draft {
  return {
    name: read?.name ?? '',
    sector: read?.sector ?? 'civil-society',
    kind: read?.kind ?? 'organisation',
    swatch: read?.swatch ?? null,
    cvr: read?.cvr ?? '',
    pNumber: read?.pNumber ?? '',
    permanence: read?.permanent === true ? 'permanent' : read?.permanent === false ? 'temporary' : 'unsaid',
    until: read?.until ?? '',
    note: read?.note ?? '',
    function: read?.contact.function ?? '',
    email: read?.contact.email ?? '',
    phone: read?.contact.phone ?? '',
    web: read?.contact.web ?? '',
    areas: read?.areas.map((one) => one.key) ?? [],
    parents: read?.parents.map((one) => one.key) ?? [],
  };
}
