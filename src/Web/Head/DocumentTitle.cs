namespace Fengqiao.Web.Head;

/// <summary>
/// What the browser's tab says, told by the page while it renders and shown by the document around it. One per request.
/// </summary>
/// <remarks>
/// Instead of the framework's <c>PageTitle</c> and <c>HeadOutlet</c>: their sections make and dispose of components while a page
/// renders, and others saw the walk that writes the HTML follow a disposed one in a circle until the process died of stack overflow
/// (dotnet/aspnetcore issue 69035, open for .NET 10). This changes one text and disposes of nothing.
/// </remarks>
public sealed class DocumentTitle
{
    /// <summary>Raised while a page renders, on its renderer.</summary>
    internal event EventHandler? Changed;

    /// <summary>Empty until the page has said it.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The last page or part to tell is the one that is shown.</summary>
    public void Tell(string text)
    {
        if (text == Text)
            return;
        Text = text;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
