import type { ComponentChildren, JSX } from 'preact'
import { useUniqueId } from './hooks/use-unique-id.ts'
import type { IconName } from './icon-paths.ts'
import { Icon, Spinner } from './icons.tsx'

type NoticeProps = {
  tone: 'good' | 'bad' | 'quiet'
  /** `undefined` where the content below is more important. */
  icon: IconName | 'spinner' | undefined
  title: string
  body: string
  children?: ComponentChildren
}

/** A view with one message: what happened, and what comes next. Its heading takes the focus. */
export function Notice({ tone, icon, title, body, children }: NoticeProps): JSX.Element {
  const bodyId = useUniqueId()

  return (
    <div class={`tmn-notice tmn-${tone}`} part="notice">
      {icon !== undefined && (
        <span class="tmn-badge" part="badge">
          {icon === 'spinner' ? <Spinner /> : <Icon name={icon} />}
        </span>
      )}
      <h2 class="tmn-title" part="title" tabIndex={-1} aria-describedby={bodyId} data-tmn-focus>
        {title}
      </h2>
      <p class="tmn-body" part="body" id={bodyId}>
        {body}
      </p>
      {children}
    </div>
  )
}
