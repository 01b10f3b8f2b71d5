import { Component } from 'react'
import type { ReactNode } from 'react'
import { ErrorState } from '../ui/ErrorState.tsx'

/** Catches what a page throws while it is drawn, so that the rest of the screen stays and the person can go on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <main id="main" className="page">
        <ErrorState problem={{ kind: 'unknown', violations: [] }} onRetry={() => location.reload()} />
      </main>
    )
  }
}
