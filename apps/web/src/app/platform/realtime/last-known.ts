import type { HttpResourceRef } from '@angular/common/http';
import { computed, linkedSignal, type Signal } from '@angular/core';
import { problemOf } from '../http/api-problem';
import { knownAfter } from './known-after';

/**
 * What a resource said last, kept while it cannot be read again: a form on screen must not go away, and with it what
 * was typed, because one reload failed.
 */
export function lastKnown<T>(resource: HttpResourceRef<T | undefined>, address: () => string): Signal<T | null> {
  const now = computed(() => {
    const error = resource.error();
    return {
      address: address(),
      value: resource.hasValue() ? resource.value() : undefined,
      status: error ? problemOf(error).status : null,
    };
  });
  return linkedSignal<ReturnType<typeof now>, T | null>({
    source: now,
    computation: (it, previous) =>
      knownAfter(it, previous && { address: previous.source.address, known: previous.value }),
  }).asReadonly();
}
