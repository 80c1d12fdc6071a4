import { z } from 'zod'

// The content security policy forbids eval; without this zod probes for it, and the browser reports a violation. Import it first.
z.config({ jitless: true })
