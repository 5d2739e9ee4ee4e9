using System.Buffers.Binary;
using System.Text;

namespace Fengqiao.Platform.PersonalData;

/// <summary>What identifies a person. Prints masked, so that a log line or an error never shows it.</summary>
public sealed record PersonDetails(string? Name, string? Phone, string? IdNumber, string? Address)
{
    /// <summary>
    /// Names and numbers the person had here before they were corrected, one a line; null for none. Shown to nobody: an erasure has to find
    /// them too wherever they were written.
    /// </summary>
    public string? Former { get; init; }

    public override string ToString() => $"{nameof(PersonDetails)} {Mask.Name(Name)} {Mask.Phone(Phone)}";

    /// <summary>Everything as it may be shown to somebody who has no reason to know more.</summary>
    public PersonDetails Masked() => new(Mask.Name(Name), Mask.Phone(Phone), Mask.IdNumber(IdNumber), Mask.Address(Address));
}

/// <summary>
/// The sealed form: a count byte, then each field as a length (4 bytes, -1 for none) and UTF-8, padded with zeros, so that the
/// length of what is stored does not give away a short name.
/// </summary>
internal static class PersonDetailsFormat
{
    private const int PadTo = 64;

    public static byte[] Write(PersonDetails details)
    {
        ReadOnlySpan<string?> fields = [details.Name, details.Phone, details.IdNumber, details.Address, details.Former];
        var length = 1;
        foreach (var field in fields) length += sizeof(int) + (field is null ? 0 : Encoding.UTF8.GetByteCount(field));
        var bytes = new byte[(length + PadTo - 1) / PadTo * PadTo];
        bytes[0] = (byte)fields.Length;
        var rest = bytes.AsSpan(1);
        foreach (var field in fields)
        {
            var written = field is null ? -1 : Encoding.UTF8.GetBytes(field, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32LittleEndian(rest, written);
            rest = rest[(sizeof(int) + Math.Max(written, 0))..];
        }

        return bytes;
    }

    /// <summary>The bytes have been authenticated, so a malformed one is a programming fault and throws.</summary>
    public static PersonDetails Read(ReadOnlySpan<byte> bytes)
    {
        // Whoever was sealed before there were former names has one field fewer.
        var fields = new string?[5];
        var count = bytes[0];
        var rest = bytes[1..];
        for (var i = 0; i < count && i < fields.Length; i++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
            rest = rest[sizeof(int)..];
            if (length < 0) continue;
            fields[i] = Encoding.UTF8.GetString(rest[..length]);
            rest = rest[length..];
        }

        return new PersonDetails(fields[0], fields[1], fields[2], fields[3]) { Former = fields[4] };
    }
}
