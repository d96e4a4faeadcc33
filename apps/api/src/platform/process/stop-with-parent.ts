import { namedParents } from './process-identity';

/** Long enough for open requests and PostgreSQL's own shutdown, short enough for a person who waits. */
const patience = 15_000;

/**
 * Stops the server in order when someone asks for it (Ctrl-C, `kill`, a closed terminal) or when the process that
 * started it is gone. `npm start` and `npm run dev` keep a channel open to the server; the operating system closes it
 * even when they are killed with `kill -9`, and so nothing is left running behind their back.
 *
 * @param stop ends everything; told why in words for the log. The process ends when it is done, or after 15 seconds
 */
export function stopWithParent(stop: (why: string) => Promise<void>): void {
  let asked = false;
  const ask = (why: string): void => {
    if (asked) return;
    asked = true;
    setTimeout(() => process.exit(1), patience).unref();
    stop(why).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', () => ask('interrupted'));
  process.on('SIGTERM', () => ask('asked to stop'));
  process.on('SIGHUP', () => ask('the terminal was closed'));
  if (process.connected) process.on('disconnect', () => ask('the process that started it is gone'));
  // The channel may have been closed before anyone listened here.
  else if (namedParents().length > 0) ask('the process that started it is gone');
}

/** Tells the process that started this one that the server answers; without such a process it does nothing. */
export function tellParentReady(address: string): void {
  if (process.connected) process.send?.({ ready: address });
}
