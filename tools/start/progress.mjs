// What a person who waits sees: one named step at a time, with what it has done and its seconds. On a terminal the line
// moves; anywhere else a plain line comes every few seconds.

const moving = process.stdout.isTTY && process.env.CI === undefined;
const plainEvery = 10_000;

/** Seconds since a moment, such as `3.4 s`. */
export const since = (began) => `${((Date.now() - began) / 1000).toFixed(1)} s`;

/**
 * Runs a step and shows how it goes.
 *
 * @template T
 * @param {string} name such as `Installing packages`
 * @param {() => Promise<T>} work
 * @param {() => string} [detail] how far it is, such as `120 of 640`
 * @returns {Promise<T>}
 */
export async function step(name, work, detail = () => '') {
  const began = Date.now();
  const line = () => [`${name} …`, detail(), since(began)].filter(Boolean).join('  ');
  let toldAt = began;
  if (!moving) console.log(`${name} …`);
  const timer = setInterval(
    () => {
      if (moving) {
        process.stdout.write(`\r\x1b[2K${line()}`);
      } else if (Date.now() - toldAt >= plainEvery) {
        toldAt = Date.now();
        console.log(line());
      }
    },
    moving ? 150 : 500,
  );
  let ending = 'failed';
  try {
    const result = await work();
    ending = 'done';
    return result;
  } finally {
    clearInterval(timer);
    console.log(`${moving ? '\r\x1b[2K' : ''}${name}: ${ending} in ${since(began)}`);
  }
}
