using System.Reflection;
using CallSummary.Contracts;

namespace CallSummary.UnitTests;

/// <summary>The map of src/README.md, held: who may know whom.</summary>
public sealed class ArchitectureTests
{
    public static TheoryData<string, string[]> Map => new()
    {
        { "Sip", [] },
        { "Sip.Dns", ["Sip"] },
        { "Contracts", [] },
        { "Audio", [] },
        { "Rtp", ["Audio"] },
        { "Storage", ["Contracts"] },
        { "Gateway", ["Contracts", "Audio", "Rtp", "Sip", "Sip.Dns", "Storage"] },
        { "Transcription", ["Contracts", "Audio"] },
        { "Summarization", ["Contracts", "Storage"] },
        { "Portal", ["Contracts", "Audio", "Storage"] },
        { "Hosting", ["Contracts"] },
    };

    [Theory]
    [MemberData(nameof(Map))]
    public void Project_References_OnlyWhatTheMapAllows(string project, string[] allowed)
    {
        var ours = References(project).Where(name => name.StartsWith("CallSummary.", StringComparison.Ordinal));
        Assert.Empty(ours.Except(allowed.Select(a => $"CallSummary.{a}")));
    }

    [Theory]
    [InlineData("Whisper.net", "Transcription")]
    [InlineData("LLamaSharp", "Summarization")]
    [InlineData("Microsoft.SemanticKernel", "Summarization")]
    [InlineData("MassTransit", "Storage", "Gateway", "Transcription", "Summarization", "Portal", "Hosting")]
    [InlineData("RabbitMQ.Client", "Hosting")]
    [InlineData("DnsClient", "Sip.Dns")]
    [InlineData("Microsoft.EntityFrameworkCore", "Storage", "Gateway", "Summarization", "Portal")]
    public void Library_StaysWhereItBelongs(string library, params string[] users)
    {
        var actual = Map.Select(row => row.Data.Item1)
            .Where(project => References(project).Any(name => name == library || name.StartsWith(library + ".", StringComparison.Ordinal)));
        Assert.Empty(actual.Except(users));
    }

    [Theory]
    [InlineData("Gateway")]
    [InlineData("Transcription")]
    [InlineData("Summarization")]
    [InlineData("Portal")]
    public void Stage_ShowsNothingButSettingsAndRegistration(string stage)
    {
        var shown = Load(stage).GetExportedTypes()
            .Where(type => !type.IsEnum && !type.Name.EndsWith("Options", StringComparison.Ordinal) && !(type.IsAbstract && type.IsSealed));
        Assert.Empty(shown.Select(type => type.FullName));
    }

    [Fact]
    public void Contracts_AreSealedRecordsWithoutBase()
    {
        var classes = typeof(CallStarted).Assembly.GetExportedTypes().Where(type => type.IsClass);
        Assert.All(classes, type => Assert.True(type.IsSealed && type.BaseType == typeof(object), $"{type.Name} must be a sealed record without a base."));
    }

    private static Assembly Load(string project) => Assembly.Load($"CallSummary.{project}");

    private static IEnumerable<string> References(string project) => Load(project).GetReferencedAssemblies().Select(a => a.Name!);
}
