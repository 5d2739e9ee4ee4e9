using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;

namespace Fengqiao.Platform.PersonalData;

/// <summary>
/// The one secret that the personal data of the county hang on: 32 random bytes, kept beside the database but never in it.
/// Without it no name or number can be read again, so it belongs in a safe, apart from the backups. Used only through keys
/// derived from it (HKDF-SHA256), one per purpose.
/// </summary>
public sealed class MasterKey
{
    /// <summary>Holds the key in base64; goes before the file.</summary>
    public const string Variable = "FENGQIAO_MASTER_KEY";

    /// <summary>The key file's name in the data folder.</summary>
    public const string FileName = "master.key";

    internal const int KeyBytes = 32;
    private readonly byte[] _key;

    private MasterKey(byte[] key)
    {
        _key = key;
        Fingerprint = Convert.ToHexStringLower(Derive("fengqiao/fingerprint", 8));
    }

    /// <summary>Tells keys apart without revealing them: 16 hexadecimal digits, to be stored with the data.</summary>
    public string Fingerprint { get; }

    /// <summary>Takes the key from the environment, else from the file, else makes the file at the first start.</summary>
    /// <param name="folder">The data folder; exists.</param>
    /// <param name="environment">Value of <see cref="Variable"/>, null when not set.</param>
    /// <param name="expected">
    /// Fingerprint stored with the data; null when no personal data exist yet. With it a lost key is an error instead of a
    /// reason to make a new one, under which half of the data could never be read.
    /// </param>
    public static Result<MasterKey> Load(string folder, string? environment, string? expected) =>
        new MasterKeySource(folder, name => name == Variable ? environment : null).Load(expected);

    /// <summary>A key for tests and tools.</summary>
    /// <exception cref="ArgumentException">It is not 32 bytes long.</exception>
    public static MasterKey FromBytes(ReadOnlySpan<byte> key) =>
        key.Length == KeyBytes ? new MasterKey(key.ToArray()) : throw new ArgumentException("A master key has 32 bytes.", nameof(key));

    /// <summary>A key in base64, white space around it allowed; null for anything else.</summary>
    internal static MasterKey? Parse(string text)
    {
        var key = new byte[KeyBytes + 3];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == KeyBytes ? new MasterKey(key[..KeyBytes]) : null;
    }

    internal byte[] Derive(string purpose, int bytes = KeyBytes) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, bytes, info: Encoding.UTF8.GetBytes(purpose));
}
