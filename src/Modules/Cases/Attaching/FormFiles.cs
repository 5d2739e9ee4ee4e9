using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Cases.Attaching;

/// <summary>
/// Attaches the files that came with a form. One form may do several things, each of which is an act of its own: every file gets a key derived
/// from the form's, so that sending the form twice attaches nothing twice.
/// </summary>
internal sealed class FormFiles(AttachFileHandler attach, RequestKey key)
{
    /// <param name="files">File inputs by name, with the stage their files belong to.</param>
    /// <returns>Why a file was refused, about the input it came from; files before it are attached.</returns>
    public async Task<Error?> AttachAsync(string number, IFormCollection form, IEnumerable<(string Input, AttachmentStage Stage)> files, CancellationToken ct)
    {
        var whole = key.Key;
        try
        {
            foreach (var (input, stage) in files)
            {
                foreach (var (index, file) in form.Files.GetFiles(input).Index())
                {
                    key.Key = whole is null ? null : $"{whole}:{input}:{index}";
                    await using var content = file.OpenReadStream();
                    var attached = await attach.HandleAsync(number, stage, content, file.FileName, ct);
                    if (attached.Failed(out var error))
                    {
                        return error.For(input);
                    }
                }
            }

            return null;
        }
        finally
        {
            key.Key = whole;
        }
    }
}
