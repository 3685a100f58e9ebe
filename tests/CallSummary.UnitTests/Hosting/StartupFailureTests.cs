using System.Net.Sockets;
using CallSummary.Hosting.Startup;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Hosting;

public sealed class StartupFailureTests
{
    [Fact]
    public void Explain_WrongSettings_ListsEachOnceWithoutTheFrameworksWords()
    {
        var wrong = new OptionsValidationException("", typeof(object),
            ["DataAnnotation validation failed for 'X' members: 'A' with the error: 'CallSummary:X:A must be 1.'.", "CallSummary:X:B is missing."]);

        var failure = StartupFailure.Explain(new AggregateException(wrong, wrong));

        Assert.Equal(StartupFailure.WrongSetting, failure!.ExitCode);
        Assert.Equal(
            ["CallSummary cannot start, its settings are wrong:", "  - CallSummary:X:A must be 1.", "  - CallSummary:X:B is missing."],
            failure.Message.Split(Environment.NewLine));
    }

    [Fact]
    public void Explain_HttpPortInUse_NamesAddressAndSetting()
    {
        var failure = StartupFailure.Explain(new IOException("Failed to bind to address http://[::]:8080: address already in use.", new AddressInUseException("x")));

        Assert.Contains("http://[::]:8080", failure!.Message, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_SocketInUseWithinAnother_IsFound() =>
        Assert.Contains(
            "port is in use",
            StartupFailure.Explain(new InvalidOperationException("SIP", new SocketException((int)SocketError.AddressAlreadyInUse)))!.Message,
            StringComparison.Ordinal);

    [Fact]
    public void Explain_Bug_IsNull() => Assert.Null(StartupFailure.Explain(new InvalidOperationException("a bug", new FormatException())));
}
