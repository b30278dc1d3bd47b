'use server'

import { z } from 'zod'
import { productId } from '@/lib/catalog/schema'
import { FilePurpose } from '@/lib/generated/prisma/enums'
import { operatorAction } from '@/lib/operators/operator-action'
import { removeFile } from '@/lib/product-files/mutations'
import { uploadWords } from '@/lib/product-files/words'

/** Takes an uploaded file of a product away. */
export const removeFileAction = operatorAction(
  {
    role: 'ADMIN',
    act: 'product.file_remove',
    schema: z.object({ id: productId, purpose: z.enum(FilePurpose), shown: z.string().max(64) }),
  },
  async ({ id, purpose, shown }) => {
    const placed = await removeFile({ productId: id, purpose, shown })
    return {
      subject: id,
      ...uploadWords(placed, `${purpose === 'ARTWORK' ? 'The picture' : 'The file'} was removed.`),
    }
  },
)
