'use server'

import { z } from 'zod'
import { productId } from '@/lib/catalog/schema'
import { FilePurpose } from '@/lib/generated/prisma/enums'
import { operatorAction } from '@/lib/operators/operator-action'
import { movePicture, removeFile, removePicture } from '@/lib/product-files/mutations'
import { pictureWords, uploadWords } from '@/lib/product-files/words'

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

const fileId = z.string().max(64)

/** Takes one of a product's further pictures away. */
export const removePictureAction = operatorAction(
  { role: 'ADMIN', act: 'product.picture_remove', schema: z.object({ id: productId, picture: fileId }) },
  async ({ id, picture }) => ({
    subject: id,
    ...pictureWords(await removePicture(id, picture), 'was removed'),
  }),
)

/** Moves one of a product's further pictures past the one beside it. */
export const movePictureAction = operatorAction(
  {
    role: 'ADMIN',
    act: 'product.picture_move',
    schema: z.object({ id: productId, picture: fileId, way: z.enum(['before', 'after']), beside: fileId }),
  },
  async ({ id, picture, way, beside }) => ({
    subject: id,
    ...pictureWords(await movePicture(id, picture, way, beside), 'was moved'),
  }),
)
