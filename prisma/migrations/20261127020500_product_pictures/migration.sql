-- CreateTable
CREATE TABLE "product_pictures" (
    "file_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "shows" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "product_pictures_pkey" PRIMARY KEY ("file_id")
);

-- CreateIndex
CREATE INDEX "product_pictures_product_id_position_idx" ON "product_pictures"("product_id", "position");

-- AddForeignKey
ALTER TABLE "product_pictures" ADD CONSTRAINT "product_pictures_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "product_files"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_pictures" ADD CONSTRAINT "product_pictures_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
