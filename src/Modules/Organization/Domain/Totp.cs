using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Fengqiao.Organization.Domain;

/// <summary>Codes by the clock (RFC 6238), in the form all authenticator programs read: SHA-1, six digits, thirty seconds.</summary>
internal static class Totp
{
    public const int Digits = 6;

    /// <summary>160 bits, as RFC 4226 recommends.</summary>
    public const int SecretBytes = 20;

    /// <summary>A code of the neighbouring step is taken too: clocks of telephones are a little off.</summary>
    private const int StepsAside = 1;

    private const string Base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    public static long StepOf(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / Step.Ticks;

    /// <summary>The code of a step. The hash is SHA-1 for every authenticator in use; the others are the RFC's.</summary>
    public static string Code(ReadOnlySpan<byte> secret, long step, HashAlgorithmName hash = default, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var mac = hash.Name switch
        {
            "SHA256" => HMACSHA256.HashData(secret, counter),
            "SHA512" => HMACSHA512.HashData(secret, counter),
#pragma warning disable CA5350 // HMAC-SHA-1 is what authenticator programs compute; its weakness is collisions, which do not matter here.
            _ => HMACSHA1.HashData(secret, counter),
#pragma warning restore CA5350
        };
        var binary = BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(mac[^1] & 0x0F)) & int.MaxValue;
        var modulus = (int)Math.Pow(10, digits);
        return (binary % modulus).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step whose code was typed; null for a wrong one, and for one that is not newer than the last that was used.</summary>
    public static long? Match(ReadOnlySpan<byte> secret, string typed, DateTime nowUtc, long lastStep)
    {
        var code = string.Concat(typed.Where(c => !char.IsWhiteSpace(c)));
        var present = StepOf(nowUtc);
        long? found = null;
        for (var step = present - StepsAside; step <= present + StepsAside; step++)
        {
            var equal = CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Code(secret, step)), System.Text.Encoding.UTF8.GetBytes(code));
            found = equal && step > lastStep ? step : found;
        }

        return found;
    }

    /// <summary>The secret as people type it into their authenticator.</summary>
    public static string Base32(ReadOnlySpan<byte> secret)
    {
        var text = new char[(secret.Length * 8 + 4) / 5];
        int bits = 0, held = 0, at = 0;
        foreach (var b in secret)
        {
            held = (held << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text[at++] = Base32Alphabet[(held >> bits) & 31];
            }
        }

        if (bits > 0)
        {
            text[at] = Base32Alphabet[(held << (5 - bits)) & 31];
        }

        return new string(text);
    }

    /// <summary>What an authenticator reads from the QR code.</summary>
    public static string Address(string issuer, string account, ReadOnlySpan<byte> secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={Base32(secret)}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits=6&period=30";
}
