-- AlterEnum
ALTER TYPE "CancellationCause" ADD VALUE 'CLOSED';
