namespace Fengqiao.Platform.Files;

/// <summary>A file in the attachment store.</summary>
/// <param name="Id">Its key; the only name under which it is stored.</param>
/// <param name="OriginalName">The name it came with, freed of paths and control characters; data, never a path.</param>
/// <param name="ContentType">Media type found in the content.</param>
/// <param name="Extension">Extension that goes with the type, e.g. <c>.png</c>, whatever the original name said.</param>
/// <param name="Size">Bytes as stored, which may be fewer than uploaded: location and camera data of pictures are dropped.</param>
/// <param name="Sha256">Hash of the stored bytes, lower-case hexadecimal.</param>
public sealed record StoredFile(Guid Id, string OriginalName, string ContentType, string Extension, long Size, string Sha256)
{
    /// <summary>The name to download it under: the original one, ending as its real type demands.</summary>
    public string DownloadName => FileNames.WithExtension(OriginalName, Extension);
}
