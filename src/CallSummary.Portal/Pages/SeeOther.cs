using Microsoft.AspNetCore.Http;

namespace CallSummary.Portal.Pages;

/// <summary>303 See Other.</summary>
internal sealed record SeeOther(string Path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = LocalPath(Path);
        return Task.CompletedTask;
    }

    /// <summary>A path of this host, or its front page: nobody is sent elsewhere by what a link says.</summary>
    internal static string LocalPath(string? path) =>
        path is ['/', not ('/' or '\\'), ..] or "/" && !path.Any(char.IsControl) && !path.Contains('\\', StringComparison.Ordinal) ? path : "/";
}
