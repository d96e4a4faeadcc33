const nameFor = (network: string) => `torv_steps_hidden_${network}`;

/** Whether this reader has hidden the way to the first meeting, on this device. */
export function stepsAreHidden(network: string): boolean {
  try {
    return localStorage.getItem(nameFor(network)) === '1';
  } catch {
    return false; // storage may be blocked; it is then hidden as long as the page lasts
  }
}

export function hideSteps(network: string, hidden: boolean): void {
  try {
    if (hidden) localStorage.setItem(nameFor(network), '1');
    else localStorage.removeItem(nameFor(network));
  } catch {
    // as above
  }
}
