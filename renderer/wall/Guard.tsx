import { Component, type ReactNode } from 'react';

/** Catches a scene that throws, so that a wall never goes blank over one of its scenes. */
export class Guard extends Component<
  { scene: string; onFail: (scene: string, why: string) => void; children: ReactNode },
  { failed: boolean }
> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: Error): void {
    this.props.onFail(this.props.scene, error.message);
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
