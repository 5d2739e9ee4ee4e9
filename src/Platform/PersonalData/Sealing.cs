using System.Security.Cryptography;
using Fengqiao.Platform.Cryptography;

namespace Fengqiao.Platform.PersonalData;

/// <summary>Head, nonce, cipher, tag in one array; the head and the owner's id are authenticated with the text.</summary>
internal static class Sealing
{
    /// <param name="target">Its head is already written.</param>
    public static void Encrypt(CryptoSuite suite, ReadOnlySpan<byte> key, Guid owner, ReadOnlySpan<byte> plain, Span<byte> target, int headBytes)
    {
        var nonce = target.Slice(headBytes, CryptoSuite.NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        suite.Encrypt(key, nonce, plain, target.Slice(headBytes + CryptoSuite.NonceBytes, plain.Length), target[^CryptoSuite.TagBytes..], Bind(target[..headBytes], owner));
    }

    public static bool TryDecrypt(CryptoSuite suite, ReadOnlySpan<byte> key, Guid owner, ReadOnlySpan<byte> source, int headBytes, Span<byte> plain) =>
        suite.TryDecrypt(key, source.Slice(headBytes, CryptoSuite.NonceBytes), source.Slice(headBytes + CryptoSuite.NonceBytes, plain.Length),
            source[^CryptoSuite.TagBytes..], plain, Bind(source[..headBytes], owner));

    private static byte[] Bind(ReadOnlySpan<byte> head, Guid owner)
    {
        var bound = new byte[head.Length + 16];
        head.CopyTo(bound);
        owner.TryWriteBytes(bound.AsSpan(head.Length), bigEndian: true, out _);
        return bound;
    }
}
