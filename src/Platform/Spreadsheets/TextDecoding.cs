using System.Text;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>
/// Finds out how a text file is encoded: byte order mark, else UTF-8 when every byte of the file is valid UTF-8,
/// else GB18030 (which contains GBK and GB2312, what Chinese Windows writes). Reads the stream in blocks, never whole.
/// </summary>
internal static class TextDecoding
{
    private const int BlockBytes = 64 * 1024;

    static TextDecoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>
    /// The encoding of a seekable stream, which is left anywhere. Fails with <see cref="TableErrors.Undecodable"/>
    /// (byte position from 0, line from 1) or <see cref="TableErrors.Binary"/> when it holds NUL characters.
    /// </summary>
    public static Result<Encoding> Detect(Stream stream)
    {
        stream.Position = 0;
        var head = new byte[4];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (FromMark(head.AsSpan(0, length)) is { } marked)
            return FirstFault(stream, marked) is { } broken ? broken : marked;

        var utf8 = Strict("utf-8");
        if (FirstFault(stream, utf8) is not { } notUtf8) return utf8;
        if (notUtf8.Code == TableErrors.Binary) return notUtf8;
        var gb = Strict("gb18030");
        return FirstFault(stream, gb) is { } neither ? neither : gb;
    }

    private static Encoding? FromMark(ReadOnlySpan<byte> head) => head switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Strict("utf-8"),
        [0xFF, 0xFE, ..] => Strict("utf-16le"),
        [0xFE, 0xFF, ..] => Strict("utf-16be"),
        [0x84, 0x31, 0x95, 0x33] => Strict("gb18030"),
        _ => null,
    };

    private static Encoding Strict(string name) =>
        Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    private static Error? FirstFault(Stream stream, Encoding encoding)
    {
        stream.Position = 0;
        var decoder = encoding.GetDecoder();
        var bytes = new byte[BlockBytes];
        var chars = new char[encoding.GetMaxCharCount(BlockBytes)];
        long position = 0;
        var line = 1;
        while (true)
        {
            var read = stream.ReadAtLeast(bytes, BlockBytes, throwOnEndOfStream: false);
            int decoded;
            try
            {
                decoded = decoder.GetChars(bytes, 0, read, chars, 0, flush: read < BlockBytes);
            }
            catch (DecoderFallbackException fault)
            {
                // The index counts from the start of this block and is negative when the character began in the one before.
                var index = Math.Clamp(fault.Index, 0, read);
                return TableErrors.Of(TableErrors.Undecodable, position + fault.Index, line + bytes.AsSpan(0, index).Count((byte)'\n'));
            }

            var text = chars.AsSpan(0, decoded);
            var nul = text.IndexOf('\0');
            if (nul >= 0) return TableErrors.Of(TableErrors.Binary, line + text[..nul].Count('\n'));
            line += text.Count('\n');
            position += read;
            if (read < BlockBytes) return null;
        }
    }
}
