using Microsoft.Extensions.Logging;

namespace CallSummary.Hosting.Startup;

/// <summary>
/// Until the host has started, silences the framework's own reports of a failed start: a page of stack trace that would bury the one
/// message that <see cref="StartupFailure"/> gives.
/// </summary>
internal sealed class StartupLogFilter
{
    public static readonly IReadOnlyList<string> Categories =
    [
        "Microsoft.Extensions.Hosting.Internal.Host",
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Server.Kestrel",
    ];

    private volatile bool _open;

    public bool IsOpen => _open;

    public void Open() => _open = true;

    public bool Allows(LogLevel level) => level >= (_open ? LogLevel.Warning : LogLevel.None);
}
