using System.Globalization;
using System.Resources;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Cases.Features.ReportMatter;

namespace Fengqiao.Cases.Tests.Intake;

/// <summary>Cases name the version of the notice their reporter saw: another wording under the same version would make that a lie.</summary>
public sealed class PrivacyNoticeTests
{
    /// <summary>Each version that was ever shown, with the SHA-256 of its words in both languages. Add a line; change none.</summary>
    private static readonly Dictionary<string, string> Versions = new(StringComparer.Ordinal)
    {
        ["2026-11-22"] = "78a99040024482ba69e6777c2a4920a2926b130f9289c8b23eaf67330144ef3c",
    };

    [Fact]
    public void Notice_WhenItsWordsChange_HasAnotherVersion()
    {
        var texts = new ResourceManager(typeof(CitizenTexts));
        var words = new StringBuilder();
        foreach (var language in (CultureInfo[])[CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("en")])
        {
            foreach (var part in PrivacyNotice.Parts)
            {
                words.Append(texts.GetString($"Privacy.{part}", language)).Append('\n').Append(texts.GetString($"Privacy.{part}.Text", language)).Append('\n');
            }
        }

        Versions.ShouldContainKey(PrivacyNotice.Version);
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words.ToString()))).ShouldBe(Versions[PrivacyNotice.Version]);
    }
}
