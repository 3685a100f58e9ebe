using System.Diagnostics;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.Summaries;
using CallSummary.TestKit;
using Microsoft.Extensions.AI;

namespace CallSummary.IntegrationTests.Summarization;

public sealed class LlamaChatClientTests(DemonstrationModel demonstration, ITestOutputHelper output) : IClassFixture<DemonstrationModel>
{
    [Fact]
    public async Task GetResponse_ReferenceDialogues_WritesWhatTheReferenceWrote()
    {
        var start = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(ReferenceDialogue.All.Select(dialogue => AskAsync(dialogue, constrained: true)));
        output.WriteLine($"grammar: cpu {(Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds:0.0} s, wall {watch.Elapsed.TotalSeconds:0.0} s");
        var equal = 0;
        foreach (var (dialogue, answer) in ReferenceDialogue.All.Zip(answers))
        {
            if (answer == dialogue.Answer) equal++;
            else output.WriteLine($"{dialogue.Name}\n  {dialogue.Answer}\n  {answer}");
        }
        output.WriteLine($"equal {equal}");
        start = Process.GetCurrentProcess().TotalProcessorTime; watch.Restart();
        var free = await Task.WhenAll(ReferenceDialogue.All.Select(dialogue => AskAsync(dialogue, constrained: false)));
        output.WriteLine($"free: cpu {(Process.GetCurrentProcess().TotalProcessorTime - start).TotalSeconds:0.0} s, wall {watch.Elapsed.TotalSeconds:0.0} s, same {free.Zip(answers).Count(p => p.First == p.Second)}");
        Assert.True(equal > 195, $"{equal}");
    }

    private async Task<string> AskAsync(ReferenceDialogue dialogue, bool constrained)
    {
        using var client = new LlamaChatClient(demonstration.Model);
        var options = new ChatOptions { ResponseFormat = constrained ? ChatResponseFormat.ForJsonSchema(SummarySchema.For(dialogue.Lines.Count)) : null };
        var response = await client.GetResponseAsync([new ChatMessage(ChatRole.User, dialogue.Prompt)], options, TestContext.Current.CancellationToken);
        return response.Text;
    }
}
