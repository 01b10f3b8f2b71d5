import type { Changing } from '../../../platform/change.ts'

/** The classes whose pupils have come, gone or been counted anew. */
export interface Moved {
  school_id: number
  class_ids: readonly number[]
}

type Listener = (ctx: Changing, moved: Moved) => Promise<void>
const listeners: Listener[] = []

/** Lets a later subject follow the moves of pupils in the same transaction: what it sums over a class changes with them. */
export function onMoved(listener: Listener): void {
  listeners.push(listener)
}

/** Tells those who follow. */
export async function moved(ctx: Changing, classes: Moved): Promise<void> {
  for (const listener of listeners) await listener(ctx, classes)
}
