ALTER TYPE "AlertKind" ADD VALUE 'withdrawal_declared';
ALTER TYPE "MailKind" ADD VALUE 'WITHDRAWAL_DECLARED';
ALTER TYPE "DeclarationOutcome" ADD VALUE 'MATCHED';
