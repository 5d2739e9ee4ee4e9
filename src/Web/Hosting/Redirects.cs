using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Web.Hosting;

/// <summary>How a page sends its visitor elsewhere.</summary>
public static class Redirects
{
    /// <summary>Answers with 302, whatever the page still renders. The page should return from what it is doing.</summary>
    /// <remarks>
    /// Instead of <c>NavigationManager.NavigateTo</c>. On a page that has waited for something (any question to PostgreSQL), that breaks off
    /// the renderer with parts of the tree not yet made; writing such a tree runs in a circle until the process dies of stack overflow
    /// (compare dotnet/aspnetcore issue 69035 and ADR 12).
    /// </remarks>
    /// <param name="path">An address of this site.</param>
    public static void GoTo(this HttpContext context, string path) => context.Response.Redirect(Links.Encoded(path));

    /// <summary>Sends none of the page along: nobody reads it, and a phone on a slow line would wait for it. Goes after routing.</summary>
    public static IApplicationBuilder UseEmptyRedirects(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            await next(context);
            return;
        }

        var body = context.Response.Body;
        await using var page = new PageBody(context.Response, body);
        context.Response.Body = page;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }
    });

    /// <summary>The body of a page, which stays empty once the page is a redirect.</summary>
    private sealed class PageBody(HttpResponse response, Stream body) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        private bool IsSent => response.StatusCode is < 300 or > 399;

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            IsSent ? body.WriteAsync(buffer, cancellationToken) : ValueTask.CompletedTask;

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (IsSent)
            {
                body.Write(buffer, offset, count);
            }
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => IsSent ? body.FlushAsync(cancellationToken) : Task.CompletedTask;

        public override void Flush()
        {
            if (IsSent)
            {
                body.Flush();
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
