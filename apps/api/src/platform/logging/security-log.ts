import pino, { type Logger } from 'pino';
import type { Settings } from '../config/read-settings';

/** What may stand beside an entry: ids, codes and addresses of routes, never what was typed. */
export interface Noted {
  /** Stable word of what happened, such as `refused` or `signed-in`. */
  event: string;
  code?: string;
  status?: number;
  method?: string;
  /** The route's pattern, not its address: an address may hold a secret. */
  route?: string;
  personId?: string;
  network?: string;
  source?: string;
  [more: string]: unknown;
}

/** Names whose values never reach the log, wherever they stand (OWASP ASVS 5.0.0, 16.2.5). */
const secretNames = ['password', 'secret', 'token', 'pending', 'cookie', 'authorization', 'email', 'passwordHash'];
const censored = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * The structured log: one JSON line for each refused right, sign-in and fault, in UTC with milliseconds. It goes to
 * the file of TORV_LOG_FILE (`-`: standard output), else to `torv.log` in the data directory.
 */
export class SecurityLog {
  constructor(private readonly log: Logger) {}

  /** Opens the log where the settings say. */
  static at(settings: Settings): SecurityLog {
    const dest = settings.logFile === '-' ? 1 : settings.logFile;
    // Written at once: refusals are rare, and the last line before a crash is the one that is wanted.
    return SecurityLog.writingTo(pino.destination({ dest, append: true, mkdir: true, sync: true, mode: 0o600 }));
  }

  /** @param to where lines go */
  static writingTo(to: pino.DestinationStream): SecurityLog {
    const options = {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level: string) => ({ level }) },
      redact: { paths: censored, censor: '[left out]' },
    };
    return new SecurityLog(pino(options, to));
  }

  /** Notes what was done by right. */
  note(noted: Noted): void {
    this.log.info(clean(noted));
  }

  /** Notes what was refused. */
  warn(noted: Noted): void {
    this.log.warn(clean(noted));
  }

  /** Notes a fault of Torv itself, with where it happened. */
  fault(noted: Noted, error: unknown): void {
    this.log.error({ ...clean(noted), fault: error instanceof Error ? error.stack : String(error) });
  }
}

/** A line stays one line, whatever a client put into a header or an address. */
function clean(noted: Noted): Noted {
  return Object.fromEntries(
    Object.entries(noted).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').slice(0, 300) : value,
    ]),
  ) as Noted;
}
