import type { AccountTexts, Language } from './language';

export const ar: Language = {
  direction: 'rtl',
  expires: 'تنتهي صلاحيته خلال {lifetime}',
  requested: 'طُلب في {time}',
  requestedFrom: 'طُلب في {time} من {client}',
  client: '{browser} على {system}',
  account: 'الحساب: {account}',
  page: 'صفحة تسجيل الدخول: {host}',
  help: 'هل تحتاج إلى مساعدة؟ راسل {support}.',
  helpWithoutSupport: 'هل تحتاج إلى مساعدة؟ تواصل مع المسؤول.',
  code: {
    subjectWithCode: '{code} هو رمز التحقق الخاص بك في {product}',
    subject: 'رمز التحقق الخاص بك في {product}',
    preview: 'تنتهي صلاحيته خلال {lifetime}. لا تشاركه مع أي شخص.',
    heading: 'رمز التحقق الخاص بك',
    purpose:
      'استخدم هذا الرمز لتسجيل الدخول إلى {product}. أدخله فقط في الصفحة التي بدأت فيها تسجيل الدخول.',
    notYou: 'ألم تحاول تسجيل الدخول؟',
    advice:
      'هناك من يعرف كلمة مرورك. لا تشارك هذا الرمز مع أي شخص، فلن يطلبه منك {product} أبدًا. انتقل إلى {product} وأعد تعيين كلمة المرور.',
    adviceByAdmin:
      'هناك من يعرف كلمة مرورك. لا تشارك هذا الرمز مع أي شخص، فلن يطلبه منك {product} أبدًا. اطلب كلمة مرور جديدة.',
  },
  lock: {
    subject: 'تم قفل حسابك في {product}',
    happened: 'أدخل شخص ما كلمة مرورك ثم عددًا كبيرًا من الرموز غير الصحيحة، ولم يتمكن من الدخول.',
    until: 'يمكنك تسجيل الدخول مجددًا في {time}.',
    notYou: 'أعد تعيين كلمة المرور الآن',
    advice: 'في صفحة تسجيل الدخول، اختر «هل نسيت كلمة المرور؟».',
    notYouByAdmin: 'اطلب كلمة مرور جديدة الآن',
    adviceByAdmin: 'لا يمكن إلا للمسؤول إعادة تعيينها.',
  },
  addressChanged: {
    subject: 'تم تغيير بريدك الإلكتروني في {product}',
    happened: 'تم تغيير البريد الإلكتروني لحسابك في {product} إلى {address} في {time}.',
    codesHere: 'حتى {time}، ستظل رموز التحقق تصل إلى هذا العنوان.',
    notYou: 'ألم تقم بذلك؟',
    advice: 'قد يكون شخص آخر يستخدم حسابك. أعد تعيين كلمة المرور الآن واطلب المساعدة.',
    adviceByAdmin: 'قد يكون شخص آخر يستخدم حسابك. اطلب المساعدة الآن.',
  },
  passwordChanged: {
    subject: 'تم تغيير كلمة مرورك في {product}',
    happened: 'تمت إعادة تعيين كلمة مرور حسابك في {product} في {time}.',
    notYou: 'ألم تقم بذلك؟',
    advice:
      'هناك من يستطيع قراءة بريدك الإلكتروني. غيّر كلمة مرور بريدك أولًا، ثم أعد تعيين كلمة مرورك في {product} مرة أخرى.',
  },
  browserRemembered: {
    subject: 'تم حفظ متصفح لحسابك في {product}',
    happened: 'تم حفظ هذا المتصفح في {time}: {client}.',
    happenedSomewhere: 'تم حفظ متصفح في {time}.',
    until: 'حتى {until}، تكفي كلمة مرورك لتسجيل الدخول منه دون رمز تحقق.',
  },
};

export const arAccount: AccountTexts = {
  signUp: {
    subject: 'رمز التحقق الخاص بك في {product}',
    heading: 'تأكيد بريدك الإلكتروني',
    purpose: 'أدخل هذا الرمز لإكمال إنشاء حسابك في {product}.',
    notYou: 'ألم تنشئ حسابًا؟',
    advice: 'يمكنك تجاهل هذه الرسالة. لا تشارك هذا الرمز مع أي شخص.',
  },
  passwordReset: {
    subject: 'رمز إعادة تعيين كلمة المرور في {product}',
    heading: 'إعادة تعيين كلمة المرور',
    purpose: 'أدخل هذا الرمز لتعيين كلمة مرور جديدة في {product}.',
    notYou: 'ألم تطلب إعادة تعيين كلمة المرور؟',
    advice: 'أدخل شخص ما بريدك الإلكتروني. لم تتغير كلمة مرورك. لا تشارك هذا الرمز مع أي شخص.',
  },
  newAddress: {
    subject: 'رمز التحقق الخاص بك في {product}',
    heading: 'تأكيد بريدك الإلكتروني',
    purpose: 'أدخل هذا الرمز لاستخدام هذا البريد الإلكتروني في حسابك في {product}.',
    notYou: 'ألم تطلب ذلك؟',
    advice: 'يمكنك تجاهل هذه الرسالة. لا تشارك هذا الرمز مع أي شخص.',
  },
  invitation: {
    subject: 'دعوة إلى {product}',
    purpose: 'تم إنشاء حساب لك. سجّل الدخول بكلمة المرور المؤقتة هذه، ثم عيّن كلمة مرور خاصة بك.',
    page: 'سجّل الدخول عبر {url}',
    username: 'اسم المستخدم: {username}',
    password: 'كلمة المرور المؤقتة',
    notYou: 'ألا تعرف {product}؟',
    advice: 'يمكنك تجاهل هذه الرسالة. لا تشارك كلمة المرور هذه مع أي شخص.',
  },
};
