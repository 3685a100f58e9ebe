using System.Text.Encodings.Web;
using System.Text.Json;
using CallSummary.Summarization;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.Summaries;
using CallSummary.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel.ChatCompletion;

namespace CallSummary.IntegrationTests.Summarization;

public sealed class SampleCallSummaryTests(DemonstrationModel demonstration) : IClassFixture<DemonstrationModel>
{
    private static readonly JsonSerializerOptions Reference = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Write_SampleCalls_EqualTheirExpectedSummaries()
    {
        var engine = new SummaryEngineSource(() => new SummaryModel(
            new LlamaChatClient(demonstration.Model).AsChatCompletionService(), demonstration.Model.Header.Name, true, null, int.MaxValue));
        var writer = new SummaryWriter(engine, Options.Create(new SummarizationOptions()), TimeProvider.System, NullLogger<SummaryWriter>.Instance);

        Assert.Equal(6, ReferenceDialogue.SampleCalls.Count);
        foreach (var call in ReferenceDialogue.SampleCalls)
        {
            var written = await writer.WriteAsync(Guid.Empty, SampleTranscripts.Of(call), TestContext.Current.CancellationToken);

            Assert.Equal(call.Expected, JsonSerializer.Serialize(written.Content, Reference));
            Assert.Equal(0, written.Dropped);
        }
    }
}
