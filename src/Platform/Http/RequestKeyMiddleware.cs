using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Platform.Http;

/// <summary>
/// Takes the idempotency key of a POST: the header <c>Idempotency-Key</c> from programs, the hidden field <c>_key</c> from forms.
/// The body's hash goes with it, so that one key cannot stand for two different requests.
/// </summary>
public sealed class RequestKeyMiddleware(RequestDelegate next)
{
    public const string Header = "Idempotency-Key";
    public const string FormField = "_key";
    private const int LongestKey = 128;

    public async Task InvokeAsync(HttpContext context, RequestKey key, CurrentActor current)
    {
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method))
        {
            var chosen = request.Headers[Header].ToString();
            if (chosen.Length == 0 && request.HasFormContentType && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            {
                chosen = (await request.ReadFormAsync(context.RequestAborted))[FormField].ToString();
            }

            if (request.Headers[Header].Count > 1)
            {
                // Which of them the first answer would belong to is anybody's guess.
                await Problems.WriteAsync(context, new Error("platform.bad-request", ErrorKind.Invalid, Header));
                return;
            }

            if (chosen.Length > LongestKey)
            {
                await Problems.WriteAsync(context, new Error("platform.idempotency-key-too-long", ErrorKind.Invalid, Header, LongestKey));
                return;
            }

            if (chosen.Length > 0)
            {
                key.Key = $"{current.Actor.Account}:{chosen}";
                key.RequestHash = await HashAsync(request, context.RequestAborted);
            }
        }

        await next(context);
    }

    private static async Task<string> HashAsync(HttpRequest request, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"));

        // The boundary between the parts of a form differs from one sending to the next, so its fields are compared, not its bytes.
        if (request.HasFormContentType)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(FieldsOf(await request.ReadFormAsync(ct))));
        }
        else
        {
            request.EnableBuffering();
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
            {
                hash.AppendData(buffer, 0, read);
            }

            request.Body.Position = 0;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Passwords are left out: a hash of them would lie beside the answer, and short ones can be guessed from it.</summary>
    private static bool IsCompared(string field) =>
        field is not (FormField or "__RequestVerificationToken" or "current" or "again") && !field.Contains("password", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a person has put into a form. Somebody who goes back, writes something else and sends again must not be told that it was saved.</summary>
    private static string FieldsOf(IFormCollection form)
    {
        var fields = new StringBuilder();
        foreach (var (name, values) in form.Where(f => IsCompared(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            fields.Append(CultureInfo.InvariantCulture, $"{name.Length}:{name}");
            foreach (var value in values)
            {
                fields.Append(CultureInfo.InvariantCulture, $"={value?.Length ?? 0}:{value}");
            }

            fields.Append('\n');
        }

        foreach (var file in form.Files)
        {
            fields.Append(CultureInfo.InvariantCulture, $"{file.Name}/{file.FileName}/{file.Length}\n");
        }

        return fields.ToString();
    }
}
