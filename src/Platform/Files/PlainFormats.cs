using System.Text;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Files;

/// <summary>PDF and plain text.</summary>
internal static class PlainFormats
{
    private const int BlockBytes = 32 * 1024;

    private static readonly string[] _textExtensions = ["", ".txt", ".csv"];

    /// <summary>What makes a browser or a shell treat text as a program or a page.</summary>
    private static readonly string[] _active =
        ["<script", "<html", "<!doctype", "<svg", "<iframe", "<object", "<embed", "<body", "<?xml", "<?php", "<%", "javascript:"];

    static PlainFormats() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>A PDF must end as one: its end mark stands within the last kilobyte (ISO 32000, annex H.3).</summary>
    public static Result<FileKind> Pdf(Stream source)
    {
        var tail = new byte[Math.Min(1024, source.Length)];
        source.Position = source.Length - tail.Length;
        source.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("%%EOF"u8);
        // Only line ends may follow, or another format could.
        return end >= 0 && !tail.AsSpan(end + 5).ContainsAnyExcept("\r\n \0"u8) ? FileKind.Pdf : FileErrors.Refused(FileErrors.Damaged);
    }

    /// <summary>Text in UTF-8 or GB18030 without control characters, named as text, that nobody could take for a page or a program.</summary>
    public static Result<FileKind> Text(Stream source, string originalName)
    {
        var extension = Path.GetExtension(FileNames.Sanitise(originalName));
        if (!_textExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase)) return FileErrors.Unsupported(FileErrors.TypeRefused);
        return IsText(source, "utf-8") || IsText(source, "gb18030") ? FileKind.Text : FileErrors.Unsupported(FileErrors.TypeRefused);
    }

    private static bool IsText(Stream source, string encodingName)
    {
        source.Position = 0;
        var encoding = Encoding.GetEncoding(encodingName, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        using var reader = new StreamReader(source, encoding, detectEncodingFromByteOrderMarks: false, BlockBytes, leaveOpen: true);
        var block = new char[BlockBytes];
        var kept = 0;
        var first = true;
        try
        {
            int read;
            while ((read = reader.ReadBlock(block, kept, block.Length - kept)) > 0)
            {
                var text = block.AsSpan(0, kept + read);
                if (first && text.TrimStart(" \t\r\n\uFEFF") is ['#', '!', ..] or ['<', ..]) return false;
                first = false;
                if (HasControls(text) || _active.Any(mark => block.AsSpan(0, kept + read).Contains(mark, StringComparison.OrdinalIgnoreCase))) return false;
                // A mark may straddle two blocks: carry the end of this one over.
                kept = Math.Min(text.Length, 16);
                text[^kept..].CopyTo(block);
            }

            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool HasControls(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) && c is not ('\t' or '\r' or '\n' or '\f')) return true;
        }

        return false;
    }
}
