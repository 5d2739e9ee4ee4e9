namespace Fengqiao.Platform.Files;

/// <summary>What an attachment may be at most.</summary>
/// <param name="MaxBytes">Size as uploaded.</param>
/// <param name="MaxPixels">Width × height a picture claims; a viewer allocates about four bytes for each.</param>
/// <param name="MaxZipEntries">Parts in a DOCX or XLSX.</param>
/// <param name="MaxUnpackedBytes">Sum of the sizes a DOCX or XLSX unpacks to.</param>
public sealed record AttachmentLimits(
    long MaxBytes = 20L << 20,
    long MaxPixels = 100_000_000,
    int MaxZipEntries = 10_000,
    long MaxUnpackedBytes = 200L << 20)
{
    public static readonly AttachmentLimits Default = new();
}
