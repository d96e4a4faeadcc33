import { type EnvironmentProviders, isDevMode, type Provider } from '@angular/core';
import {
  provideTransloco,
  provideTranslocoTranspiler,
  type Translation,
  type TranslocoTranspiler,
  type TranspileParams,
} from '@jsverse/transloco';
import { IntlMessageFormat } from 'intl-messageformat';

/** ICU messages by intl-messageformat, which interprets them; nothing is compiled, so the CSP needs no eval. */
export class IcuTranspiler implements TranslocoTranspiler {
  private readonly formats = new Map<string, IntlMessageFormat>();
  private language = 'da';

  onLangChanged(language: string): void {
    this.language = language;
  }

  transpile({ value, params }: TranspileParams): unknown {
    if (typeof value !== 'string' || !value.includes('{')) return value;
    const name = `${this.language} ${value}`;
    let format = this.formats.get(name);
    if (!format) {
      format = new IntlMessageFormat(value, this.language, undefined, { ignoreTag: true });
      this.formats.set(name, format);
    }
    return format.format(params as Record<string, string | number>);
  }
}

export function provideWords(): (Provider | EnvironmentProviders)[] {
  return [
    provideTransloco({
      config: {
        availableLangs: ['da', 'en'],
        defaultLang: 'da',
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
        missingHandler: { logMissingKey: isDevMode() },
      },
      loader: class {
        // Words are set room by room; Transloco asks for a language only to know that there is one.
        getTranslation(): Promise<Translation> {
          return Promise.resolve({});
        }
      },
    }),
    provideTranslocoTranspiler(IcuTranspiler),
  ];
}
