namespace Fengqiao.Platform.Files;

/// <summary>A type of content that the store accepts.</summary>
internal sealed record FileKind(string ContentType, string Extension)
{
    public static readonly FileKind Jpeg = new("image/jpeg", ".jpg");
    public static readonly FileKind Png = new("image/png", ".png");
    public static readonly FileKind WebP = new("image/webp", ".webp");
    public static readonly FileKind Heic = new("image/heic", ".heic");
    public static readonly FileKind Mp4 = new("video/mp4", ".mp4");
    public static readonly FileKind Pdf = new("application/pdf", ".pdf");
    public static readonly FileKind Docx = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx");
    public static readonly FileKind Xlsx = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx");
    public static readonly FileKind Text = new("text/plain", ".txt");
}
