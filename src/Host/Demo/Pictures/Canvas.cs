using System.Buffers.Binary;
using System.IO.Compression;

namespace Fengqiao.Host.Demo.Pictures;

/// <summary>A small picture of plain colours, drawn shape by shape and kept as a PNG with a palette.</summary>
internal sealed class Canvas(int width, int height)
{
    private static readonly uint[] Checks = [.. Enumerable.Range(0, 256).Select(CheckOf)];

    private readonly byte[] _pixels = new byte[width * height];
    private readonly List<int> _palette = [];

    public int Width => width;

    public int Height => height;

    public void Rectangle(int left, int top, int wide, int high, int rgb)
    {
        var colour = Colour(rgb);
        for (var y = Math.Max(top, 0); y < Math.Min(top + high, height); y++)
        {
            var (from, to) = (Math.Clamp(left, 0, width), Math.Clamp(left + wide, 0, width));
            Array.Fill(_pixels, colour, y * width + from, Math.Max(to - from, 0));
        }
    }

    public void Ellipse(int centreX, int centreY, int radiusX, int radiusY, int rgb)
    {
        for (var y = -radiusY; y <= radiusY; y++)
        {
            var half = (int)(radiusX * Math.Sqrt(1 - (double)y * y / (radiusY * radiusY)));
            Rectangle(centreX - half, centreY + y, 2 * half + 1, 1, rgb);
        }
    }

    /// <summary>Standing on its base.</summary>
    public void Triangle(int left, int bottom, int wide, int high, int rgb)
    {
        for (var row = 0; row < high; row++)
        {
            var span = wide * row / high;
            Rectangle(left + (wide - span) / 2, bottom - high + row, span, 1, rgb);
        }
    }

    /// <summary>Rows of a letter or sign, <c>#</c> for what is drawn, enlarged.</summary>
    public void Sign(int left, int top, int size, string[] rows, int rgb)
    {
        for (var y = 0; y < rows.Length; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                if (rows[y][x] == '#')
                    Rectangle(left + x * size, top + y * size, size, size, rgb);
            }
        }
    }

    public byte[] ToPng()
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Span<byte> head = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], height);
        // Eight bits a pixel, each an index into the palette.
        (head[8], head[9]) = (8, 3);
        Chunk(png, "IHDR"u8, head);
        Chunk(png, "PLTE"u8, [.. _palette.SelectMany(rgb => (byte[])[(byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb])]);
        Chunk(png, "IDAT"u8, Packed());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private byte[] Packed()
    {
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            for (var y = 0; y < height; y++)
            {
                deflate.WriteByte(0);
                deflate.Write(_pixels, y * width, width);
            }
        }
        return packed.ToArray();
    }

    private byte Colour(int rgb)
    {
        var index = _palette.IndexOf(rgb);
        if (index < 0)
        {
            index = _palette.Count;
            _palette.Add(rgb);
        }
        return (byte)index;
    }

    private static void Chunk(Stream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        var check = 0xFFFFFFFFU;
        foreach (var part in type)
            check = Checks[(byte)(check ^ part)] ^ (check >> 8);
        foreach (var part in data)
            check = Checks[(byte)(check ^ part)] ^ (check >> 8);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~check);
        png.Write(number);
    }

    private static uint CheckOf(int index)
    {
        var check = (uint)index;
        for (var bit = 0; bit < 8; bit++)
            check = (check & 1) == 0 ? check >> 1 : 0xEDB88320U ^ (check >> 1);
        return check;
    }
}
