import { SessionView } from '@torv/shared/identity';
import type { Answer, Ask, DemoTorv, Seat } from './demo-network';

/** A browser of one's own: it keeps the cookies that it is given. */
export interface Browser {
  ask: Ask;
  cookies: Map<string, string>;
}

export const demoPassword = 'torv-demo-1';

export function openBrowser(torv: DemoTorv): Browser {
  const cookies = new Map<string, string>();
  const ask: Ask = async (method, path, asked = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie ? { cookie } : {}), ...asked.headers };
    const answer = await torv.as(null)(method, path, { ...asked, headers });
    keepCookies(answer, cookies);
    return answer;
  };
  return { ask, cookies };
}

/** Shows e-mail and password; what else is owed is seen in the answer. */
export const givePassword = (browser: Browser, seat: Seat): Promise<Answer> =>
  browser.ask('POST', '/api/v1/session', { body: { email: `${seat}@demo.torv.test`, password: demoPassword } });

/** A browser in which someone has signed in by password alone. */
export async function signedIn(torv: DemoTorv, seat: Seat): Promise<Browser> {
  const browser = openBrowser(torv);
  (await givePassword(browser, seat)).as(SessionView, 201);
  return browser;
}

function keepCookies(answer: Answer, cookies: Map<string, string>): void {
  for (const line of [answer.headers['set-cookie'] ?? []].flat() as string[]) {
    const [pair, ...rest] = line.split('; ');
    const at = pair!.indexOf('=');
    const ends = rest.find((one) => one.toLowerCase().startsWith('expires='))?.slice('expires='.length);
    if (ends && Date.parse(ends) <= Date.now()) cookies.delete(pair!.slice(0, at));
    else cookies.set(pair!.slice(0, at), pair!.slice(at + 1));
  }
}
