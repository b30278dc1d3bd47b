ALTER TYPE "AlertKind" ADD VALUE 'price_change_stuck';
