using Fengqiao.Kernel;

namespace Fengqiao.Platform.Files;

/// <summary>Why an uploaded file is refused or cannot be read. Texts are in <c>FileErrors.resx</c> under the same codes.</summary>
public static class FileErrors
{
    public const string Empty = "files.empty";
    public const string UploadCut = "files.upload-cut";
    public const string TooLarge = "files.too-large";
    public const string TypeRefused = "files.type-refused";
    public const string Damaged = "files.damaged";
    public const string TooManyPixels = "files.too-many-pixels";
    public const string Malware = "files.malware";
    public const string Macros = "files.macros";
    public const string ZipTooLarge = "files.unpacks-too-large";
    public const string ZipUnsafe = "files.unsafe-archive";
    public const string DiskFull = "files.disk-full";
    public const string StoreUnavailable = "files.store-unavailable";
    public const string NotFound = "files.not-found";

    internal static Error Unsupported(string code) => new(code, ErrorKind.UnsupportedMedia);

    internal static Error Refused(string code, params object[] args) => new(code, ErrorKind.Refused, null, args);

    /// <summary>A failed write as an error: no space (ENOSPC, EDQUOT and their Windows twins) is told apart from the rest.</summary>
    internal static Error FromWrite(Exception fault) => fault.HResult is 28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027)
        ? new Error(DiskFull, ErrorKind.Unavailable)
        : new Error(StoreUnavailable, ErrorKind.Unavailable);
}
