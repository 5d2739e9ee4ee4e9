using System.Text;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Files;

/// <summary>
/// Decides by its bytes what an uploaded file is. Anything not on the list is refused. Pictures are rewritten without their
/// location and camera data; other formats are kept as they are, once their structure has been walked to the last byte.
/// </summary>
internal static class ContentInspector
{
    // In two halves, so that a virus scanner does not take this program for the test file.
    private static readonly byte[] _eicar = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!");

    /// <summary>The type of <paramref name="source"/>; writes what should be kept to <paramref name="target"/>.</summary>
    /// <exception cref="EndOfStreamException">The file is cut off.</exception>
    public static Result<FileKind> Inspect(Stream source, Stream target, string originalName, AttachmentLimits limits)
    {
        var head = new byte[256];
        source.Position = 0;
        var bytes = head.AsSpan(0, source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        source.Position = 0;
        if (bytes.IsEmpty) return FileErrors.Refused(FileErrors.Empty);
        if (bytes.IndexOf(_eicar) >= 0) return FileErrors.Refused(FileErrors.Malware);
        return bytes switch
        {
            [0xFF, 0xD8, 0xFF, ..] => Picture(FileKind.Jpeg, JpegRewriter.Copy(source, target), limits),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, ..] => Picture(FileKind.Png, PngRewriter.Copy(source, target), limits),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] =>
                Picture(FileKind.WebP, WebPRewriter.Copy(source, target), limits),
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => Keep(MediaBoxes.Inspect(source, limits), source, target),
            [(byte)'P', (byte)'K', 3, 4, ..] => Keep(OfficeDocument.Inspect(source, limits), source, target),
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => Keep(PlainFormats.Pdf(source), source, target),
            _ => Keep(PlainFormats.Text(source, originalName), source, target),
        };
    }

    /// <param name="pixels">Width × height as the picture claims, null when its structure is broken.</param>
    private static Result<FileKind> Picture(FileKind kind, long? pixels, AttachmentLimits limits)
    {
        if (pixels is null or 0) return FileErrors.Refused(FileErrors.Damaged);
        return pixels > limits.MaxPixels ? FileErrors.Refused(FileErrors.TooManyPixels, limits.MaxPixels / 1_000_000) : kind;
    }

    private static Result<FileKind> Keep(Result<FileKind> kind, Stream source, Stream target)
    {
        if (!kind.IsSuccess) return kind;
        source.Position = 0;
        source.CopyTo(target);
        return kind;
    }
}
