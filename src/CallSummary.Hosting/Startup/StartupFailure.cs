using System.Data.Common;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MassTransit;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace CallSummary.Hosting.Startup;

/// <summary>A failed start in the operator's words.</summary>
internal sealed partial record StartupFailure(int ExitCode, string Message)
{
    /// <summary>EX_CONFIG of sysexits.h.</summary>
    internal const int WrongSetting = 78;

    private const int Other = 1;

    /// <summary>What to tell the operator; null when it is a bug, whose stack trace is wanted.</summary>
    public static StartupFailure? Explain(Exception exception)
    {
        var causes = Flatten(exception).ToList();
        var settings = causes.SelectMany(Settings).Distinct().ToList();
        if (settings.Count > 0)
        {
            return new StartupFailure(WrongSetting, Lines("CallSummary cannot start, its settings are wrong:", settings));
        }

        // Whoever names a setting speaks to the operator: a model file that is none, a folder that cannot be written.
        var reason = causes.FirstOrDefault(c => c.Message.Contains("CallSummary:", StringComparison.Ordinal))?.Message
            ?? causes.Select(Reason).FirstOrDefault(r => r is not null);
        return reason is null ? null : new StartupFailure(Other, Lines("CallSummary cannot start:", [reason]));
    }

    private static IEnumerable<string> Settings(Exception cause) => cause switch
    {
        OptionsValidationException options => options.Failures.Select(f => Annotation().Match(f) is { Success: true } m ? m.Groups[1].Value : f),
        InvalidOperationException binding when NotConvertible().Match(binding.Message) is { Success: true } m =>
            [$"{m.Groups[2].Value} cannot be '{m.Groups[1].Value}': write {Kind(m.Groups[3].Value)}."],
        InvalidOperationException binding when UnknownSetting().Match(binding.Message) is { Success: true } m =>
            [$"CallSummary:{m.Groups[1].Value} has no setting {m.Groups[2].Value}: correct its spelling or remove it."],
        _ => [],
    };

    private static string? Reason(Exception cause) => cause switch
    {
        IOException { InnerException: AddressInUseException } or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            $"A port is in use: {cause.Message} Stop the program that holds it, or set another: Urls for HTTP (environment ASPNETCORE_URLS), CallSummary:Gateway for SIP.",
        RabbitMqConnectionException or ConnectionException =>
            $"The message broker cannot be reached: {cause.Message} Check {Bus.BusOptions.Section} (Host, Port, VirtualHost, Username, Password) and that it runs.",
        DbException => $"The database cannot be used: {cause.Message} Check CallSummary:Storage:ConnectionString and that the server runs.",
        IOException or UnauthorizedAccessException => cause.Message,
        _ => null,
    };

    // The outermost explains best.
    private static IEnumerable<Exception> Flatten(Exception exception) => exception switch
    {
        AggregateException many => many.InnerExceptions.SelectMany(Flatten),
        { InnerException: { } inner } => Flatten(inner).Prepend(exception),
        _ => [exception],
    };

    private static string Lines(string title, IEnumerable<string> lines) => title + string.Concat(lines.Select(line => $"{Environment.NewLine}  - {line}"));

    private static string Kind(string type) => type switch
    {
        "System.TimeSpan" => "a time as hours:minutes:seconds, for example 00:00:30",
        "System.Boolean" => "true or false",
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Uri" => "an address such as http://host:4317",
        _ => $"one of the words that {type} knows",
    };

    [GeneratedRegex("with the error: '(.*)'\\.$", RegexOptions.Singleline)]
    private static partial Regex Annotation();

    [GeneratedRegex("^Failed to convert configuration value '(.*)' at '(.*)' to type '(.*)'", RegexOptions.Singleline)]
    private static partial Regex NotConvertible();

    [GeneratedRegex("were not found on the instance of [^:]*?([^.:]+)Options: (.*)$", RegexOptions.Singleline)]
    private static partial Regex UnknownSetting();
}
