ALTER TYPE "AlertKind" ADD VALUE 'cancellation_declared';
