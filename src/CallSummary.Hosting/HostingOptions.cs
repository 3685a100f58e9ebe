using System.ComponentModel.DataAnnotations;

namespace CallSummary.Hosting;

/// <summary>What every host shares. Section <c>CallSummary:Hosting</c>.</summary>
public sealed class HostingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "CallSummary:Hosting";

    /// <summary>How the console log is written; default text.</summary>
    [EnumDataType(typeof(LogFormat), ErrorMessage = Section + ":LogFormat must be Text or Json.")]
    public LogFormat LogFormat { get; set; } = LogFormat.Text;

    /// <summary>Longest time a host drains (calls, messages) after SIGTERM before it stops all the same; default 30 s, from 1 s to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = Section + ":ShutdownTimeout must be between 00:00:01 and 1.00:00:00.")]
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>OpenTelemetry collector that metrics are sent to (OTLP over gRPC, for example <c>http://collector:4317</c>); default none: nothing leaves.</summary>
    public Uri? OtlpEndpoint { get; set; }
}
