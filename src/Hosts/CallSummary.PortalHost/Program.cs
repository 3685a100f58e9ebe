using CallSummary.Hosting;
using CallSummary.Hosting.Bus;
using CallSummary.Portal;
using CallSummary.Storage;
using CallSummary.Storage.Access;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
if (KeyCommand.IsAsked(args))
{
    return await KeyCommand.RunAsync([.. args.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal))], builder.Configuration, Console.Out, Console.Error);
}

if (SignInCommand.IsAsked(args))
{
    return await SignInCommand.RunAsync([.. args.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal))], builder.Configuration, Console.Out, Console.Error);
}

builder.AddHostDefaults();
builder.Services.AddStorage(builder.Configuration);
builder.Services.AddPortal(builder.Configuration);
builder.Services.AddMessageBus(builder.Configuration, bus => bus.AddPortalConsumers());

return await builder.Build().RunHostAsync(app => app.MapPortal());
