namespace Fengqiao.Platform.Files;

internal static class StreamCopy
{
    /// <summary>Copies exactly so many bytes.</summary>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public static void CopyExactly(this Stream source, Stream target, long count)
    {
        Span<byte> block = stackalloc byte[8192];
        while (count > 0)
        {
            var part = block[..(int)Math.Min(count, block.Length)];
            source.ReadExactly(part);
            target.Write(part);
            count -= part.Length;
        }
    }

    /// <summary>Moves on without leaving the file.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public static void SkipExactly(this Stream source, long count)
    {
        if (count < 0 || count > source.Length - source.Position) throw new EndOfStreamException();
        source.Position += count;
    }
}
