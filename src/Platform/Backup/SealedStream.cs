using System.Buffers.Binary;
using System.Security.Cryptography;
using Fengqiao.Platform.Cryptography;

namespace Fengqiao.Platform.Backup;

/// <summary>How a backup is cut into pieces and sealed: each piece knows its place and whether it is the last, so that none can be changed, moved, left out or cut off.</summary>
internal static class SealedPieces
{
    public const int PieceBytes = 1 << 20;

    /// <summary>The place, and a one for the last piece. The key is used for one backup only, so that places never come twice.</summary>
    public static byte[] Nonce(long place, bool isLast)
    {
        var nonce = new byte[CryptoSuite.NonceBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, place);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}

/// <summary>Seals what is written to it. Only <see cref="Finish"/> writes the last piece: a writer that dies leaves a backup that is refused.</summary>
internal sealed class SealingStream(Stream target, CryptoSuite suite, byte[] key, byte[] bound) : WriteOnlyStream
{
    private readonly byte[] _piece = new byte[SealedPieces.PieceBytes];
    private int _filled;
    private long _place;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (_filled == _piece.Length)
            {
                Seal(isLast: false);
            }

            var part = Math.Min(buffer.Length, _piece.Length - _filled);
            buffer[..part].CopyTo(_piece.AsSpan(_filled));
            _filled += part;
            buffer = buffer[part..];
        }
    }

    public void Finish()
    {
        Seal(isLast: true);
        CryptographicOperations.ZeroMemory(_piece);
    }

    private void Seal(bool isLast)
    {
        var cipher = new byte[_filled];
        var tag = new byte[CryptoSuite.TagBytes];
        suite.Encrypt(key, SealedPieces.Nonce(_place++, isLast), _piece.AsSpan(0, _filled), cipher, tag, bound);
        Span<byte> head = stackalloc byte[5];
        head[0] = isLast ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], _filled);
        target.Write(head);
        target.Write(cipher);
        target.Write(tag);
        _filled = 0;
    }
}

/// <summary>Opens what <see cref="SealingStream"/> sealed.</summary>
internal sealed class OpeningStream(Stream source, CryptoSuite suite, byte[] key, byte[] bound) : ReadOnlyStream
{
    private byte[] _piece = [];
    private int _read;
    private long _place;
    private bool _ended;

    /// <exception cref="BackupDamagedException">A piece is not as it was written, or is missing.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_read == _piece.Length && !_ended)
        {
            Open();
        }

        var part = Math.Min(buffer.Length, _piece.Length - _read);
        _piece.AsSpan(_read, part).CopyTo(buffer);
        _read += part;
        return part;
    }

    private void Open()
    {
        try
        {
            Span<byte> head = stackalloc byte[5];
            source.ReadExactly(head);
            var length = BinaryPrimitives.ReadInt32BigEndian(head[1..]);
            if (head[0] > 1 || length is < 0 or > SealedPieces.PieceBytes)
            {
                throw new BackupDamagedException();
            }

            var cipher = new byte[length];
            var tag = new byte[CryptoSuite.TagBytes];
            source.ReadExactly(cipher);
            source.ReadExactly(tag);
            _ended = head[0] == 1;
            _piece = new byte[length];
            _read = 0;
            if (!suite.TryDecrypt(key, SealedPieces.Nonce(_place++, _ended), cipher, tag, _piece, bound) || (_ended && source.ReadByte() >= 0))
            {
                throw new BackupDamagedException();
            }
        }
        catch (EndOfStreamException e)
        {
            throw new BackupDamagedException("The end of the backup is missing.", e);
        }
    }
}
