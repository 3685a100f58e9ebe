using CallSummary.AcceptanceTests.Deployments;
using CallSummary.AcceptanceTests.Telephones;
using CallSummary.Softphone;
using CallSummary.TestKit;
using CallSummary.TestKit.Browsers;
using Microsoft.Playwright;

namespace CallSummary.AcceptanceTests.Browsers;

/// <summary>README: an operator changes a trunk in the console, and the gateway takes it over without dropping a call.</summary>
public sealed class OperatorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("ko-KR", true)]
    [InlineData("en-US", false)]
    public async Task Trunk_of_the_console_lets_calls_in_and_its_end_drops_none(string language, bool phone)
    {
        await using var chromium = await Chromium.StartAsync();
        await using var phones = await Phones.StartAsync();
        await using var deployment = await Deployment.StartAsync(DeploymentShape.AllInOne, phones.CalleePort, ("CallSummary:Gateway:Trunks:0:Peers:0", "192.0.2.1"));
        await using var engineer = await chromium.PersonAsync(language, phone);
        await engineer.SignInAsync(await deployment.SignInLinkAsync("Lee Sujin", "operations", "administration"));
        var page = engineer.Page;
        Assert.Equal(403, await RefusalAsync(deployment, phones, Phones.Anna));

        // A new trunk: the call that was refused is taken.
        await page.GotoAsync($"{deployment.Api}console/administration/trunks/new");
        await page.FillAsync("[name=name]", "sbc-console");
        await page.FillAsync("[name=peers]", "127.0.0.1");
        await page.SelectOptionAsync("[name=consent]", "AlreadyAnnounced");
        await Person.SubmitAsync(page, "main button.primary");
        await ReloadUntilAsync(page, "main .tag.ok", "the gateway to take the trunk");
        await Shots.TakeAsync(page, $"{language[..2]}-trunks");
        var conversation = await phones.DialAsync(deployment.Sip, Phones.Anna, DeploymentSettings.BridgedPrefix + "501");
        await conversation.TalkAsync(Sample.Food.Leg("caller")[..8000], Sample.Food.Leg("callee")[..8000]);
        var changed = new TaskCompletionSource();
        var staying = conversation.StayAsync(changed.Task);
        await page.GotoAsync($"{deployment.Api}console/operations");
        await ReloadUntilAsync(page, "a[href^='/console/operations/calls/']", "the call to be in progress");

        // Its recording is paused, and goes on.
        await Person.SubmitAsync(page, "a[href^='/console/operations/calls/']");
        foreach (var action in new[] { "resume", "pause" })
        {
            await Person.SubmitAsync(page, "main form button.primary");
            await ReloadUntilAsync(page, $"form[action$='/{action}']", $"the recording to change, so that it can {action}");
        }

        // The trunk is switched off: nobody new comes in, and who is in a call notices nothing.
        var course = page.Url;
        await page.GotoAsync($"{deployment.Api}console/administration/trunks");
        await Person.SubmitAsync(page, "text=sbc-console");
        await page.UncheckAsync("[name=enabled]");
        await Person.SubmitAsync(page, "main button.primary");
        await Eventually.True(async () => await RefusalAsync(deployment, phones, Phones.Bora) == 403, "calls to be refused again", Patience);
        changed.SetResult();
        await staying;
        await conversation.TalkAsync(Sample.Food.Leg("caller")[8000..16000], Sample.Food.Leg("callee")[8000..16000]);
        await conversation.HangUpAsync();

        // The ladder: what passed, on both sides, and no number.
        await page.GotoAsync(course);
        await ReloadUntilAsync(page, ".ladder", "the call's SIP messages");
        var ladder = await page.Locator(".ladder").TextContentAsync();
        foreach (var step in new[] { "INVITE →", "← 200 (INVITE)", "ACK →", "BYE →", "sbc-console" })
        {
            Assert.Contains(step, ladder, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("5550", ladder, StringComparison.Ordinal);
        await Shots.TakeAsync(page, $"{language[..2]}-course", whole: true);
        await engineer.AssertAccessibleAsync("the course of a call");
        await page.GotoAsync($"{deployment.Api}console/audit");
        foreach (var action in new[] { "trunk.created sbc-console: 127.0.0.1", "trunk.changed sbc-console: IsEnabled True → False", "recording.paused", "recording.resumed" })
        {
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync(action);
        }

        Assert.Empty(engineer.Complaints);
    }

    private static async Task<int> RefusalAsync(Deployment deployment, Phones phones, string from)
    {
        try
        {
            await (await phones.DialAsync(deployment.Sip, from, DeploymentSettings.MemoNumber)).HangUpAsync();
            return 200;
        }
        catch (SoftphoneCallException refused)
        {
            return refused.StatusCode;
        }
    }

    private static Task ReloadUntilAsync(IPage page, string selector, string what) => Eventually.True(
        async () =>
        {
            await page.ReloadAsync();
            return await page.Locator(selector).CountAsync() > 0;
        },
        what,
        Patience);
}
