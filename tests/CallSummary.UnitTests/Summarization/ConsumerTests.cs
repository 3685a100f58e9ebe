using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.TestKit;

namespace CallSummary.UnitTests.Summarization;

public sealed class ConsumerTests
{
    private readonly ReferenceDialogue _dialogue = ReferenceDialogue.SampleCalls[1];

    [Fact]
    public async Task Bus_MessagesOutOfOrderAndTwice_MakeOneSummaryAView()
    {
        var call = new SampleCall(_dialogue);
        using var model = new ScriptedModel((_, _) => Task.FromResult(_dialogue.Expected));
        await using var host = await SummarizationHost.CreateAsync(model);
        await host.SaveAsync(call.Row(bothSubscribe: true));
        await host.StartAsync();

        await host.Bus.Bus.Publish(call.Ended, Cancellation);
        foreach (var utterance in call.Utterances.Concat(call.Utterances).Reverse())
        {
            await host.Bus.Bus.Publish(utterance, Cancellation);
        }

        await SummarizedAsync(host, call);
        await host.Bus.Bus.Publish(new CallTranscribed { CallId = call.Id, TenantId = "acme", Missing = [] }, Cancellation);
        await ConsumedAsync<CallTranscribed>(host, 2);

        var summaries = await host.SummariesAsync(call.Id);
        Assert.Equal([Leg.Caller, Leg.Callee], summaries.Select(s => s.SubscriberLeg));
        Assert.Equal(["+821012345678", "+82212345678"], summaries.Select(s => s.SubscriberNumber));
        Assert.Equal([Swapped(_dialogue.Prompt), _dialogue.Prompt], Prompts(model).OrderBy(prompt => prompt == _dialogue.Prompt));
        await Eventually.True(() => PublishedAsync<CallSummarized>(host, 2), "both summaries announced");
    }

    [Fact]
    public async Task Bus_RowThatComesLate_IsWaitedFor()
    {
        var call = new SampleCall(_dialogue);
        await using var host = await SummarizationHost.CreateAsync();
        await host.StartAsync();

        foreach (var utterance in call.Utterances)
        {
            await host.Bus.Bus.Publish(utterance, Cancellation);
        }

        await host.SaveAsync(call.Row());

        await SummarizedAsync(host, call);
    }

    [Fact]
    public async Task Bus_WorkLostBeforeTheStart_IsFoundAtStart()
    {
        var call = new SampleCall(_dialogue);
        await using var host = await SummarizationHost.CreateAsync();
        await host.SaveAsync(call.Row(CallState.Transcribed));

        await host.StartAsync();

        await SummarizedAsync(host, call);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bus_ErasedOrWithdrawnWhileBeingSummarised_StopsTheModel(bool erased)
    {
        var call = new SampleCall(_dialogue);
        var asked = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        using var model = new ScriptedModel(async (_, token) =>
        {
            asked.SetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
            }
            finally
            {
                stopped.SetResult();
            }

            return string.Empty;
        });
        await using var host = await SummarizationHost.CreateAsync(model);
        var row = call.Row();
        await host.SaveAsync(row);
        await host.StartAsync();
        foreach (var utterance in call.Utterances)
        {
            await host.Bus.Bus.Publish(utterance, Cancellation);
        }

        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await (erased
            ? host.Bus.Bus.Publish(new CallErased { CallId = call.Id, TenantId = "acme", ErasedAt = SampleCall.EndedAt }, Cancellation)
            : host.Bus.Bus.Publish(new ConsentChanged { CallId = call.Id, TenantId = "acme", State = ConsentState.Withdrawn, ChangedAt = SampleCall.EndedAt }, Cancellation));

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await ConsumedAsync<CallTranscribed>(host, 1);
        Assert.Empty(await host.SummariesAsync(call.Id));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Prompts(ScriptedModel model) => model.Asked.Select(asked => asked.Messages[^1].Text);

    private static string Swapped(string prompt) => prompt
        .Replace("] me:", "] they:", StringComparison.Ordinal)
        .Replace("] other:", "] me:", StringComparison.Ordinal)
        .Replace("] they:", "] other:", StringComparison.Ordinal);

    private static Task SummarizedAsync(SummarizationHost host, SampleCall call) =>
        Eventually.True(async () => (await host.CallAsync(call.Id)).State == CallState.Summarized, "the call is summarised", TimeSpan.FromSeconds(30));

    private static Task ConsumedAsync<T>(SummarizationHost host, int count)
        where T : class
        => Eventually.True(
            async () =>
            {
                var seen = 0;
                await foreach (var _ in host.Bus.Consumed.SelectAsync<T>(new CancellationToken(canceled: true)))
                {
                    seen++;
                }

                return seen >= count;
            },
            $"{count} {typeof(T).Name} consumed",
            TimeSpan.FromSeconds(30));

    private static async Task<bool> PublishedAsync<T>(SummarizationHost host, int count)
        where T : class
    {
        var seen = 0;
        await foreach (var _ in host.Bus.Published.SelectAsync<T>(new CancellationToken(canceled: true)))
        {
            seen++;
        }

        return seen == count;
    }
}
