using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fengqiao.TestKit;

/// <summary>How an ID token is signed, rightly or wrongly.</summary>
public enum TokenSignature
{
    Own,

    /// <summary>By a key of somebody else under the name of the right one.</summary>
    Foreign,

    /// <summary><c>alg</c> is <c>none</c> and there is no signature.</summary>
    None,

    /// <summary><c>alg</c> is <c>RS256</c> and there is no signature.</summary>
    Missing,

    /// <summary>HS256 with the public key as the shared secret, which everybody knows.</summary>
    PublicKeyAsSecret,

    /// <summary>The right signature of other claims.</summary>
    OfOtherClaims,
}

/// <summary>Makes JSON Web Tokens by hand, since a library would refuse to make the wrong ones.</summary>
internal static class TestTokens
{
    private const string KeyId = "key-1";

    public static string Sign(Dictionary<string, object?> claims, RSA key, TokenSignature signature)
    {
        string algorithm = signature switch { TokenSignature.None => "none", TokenSignature.PublicKeyAsSecret => "HS256", _ => "RS256" };
        string text = $"{Part(new { alg = algorithm, typ = "JWT", kid = KeyId })}.{Part(claims)}";
        byte[] bytes = Encoding.ASCII.GetBytes(signature == TokenSignature.OfOtherClaims ? text[..^2] : text);
        return $"{text}.{Base64Url.EncodeToString(signature switch
        {
            TokenSignature.None or TokenSignature.Missing => [],
            TokenSignature.Foreign => Foreign(bytes),
            TokenSignature.PublicKeyAsSecret => HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), bytes),
            _ => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        })}";
    }

    public static object PublicKey(RSA key)
    {
        RSAParameters parts = key.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", kid = KeyId, alg = "RS256", n = Base64Url.EncodeToString(parts.Modulus), e = Base64Url.EncodeToString(parts.Exponent) };
    }

    /// <summary>RFC 7636, S256.</summary>
    public static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static byte[] Foreign(byte[] bytes)
    {
        using var other = RSA.Create(2048);
        return other.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
