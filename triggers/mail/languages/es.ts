import type { Language } from './language';

export const es: Language = {
  direction: 'ltr',
  code: {
    subject: '{code} es su código de verificación de {product}',
    subjectWithoutCode: 'Su código de verificación de {product}',
    preview: 'Introdúzcalo en la página de inicio de sesión y no lo comparta con nadie.',
    purpose:
      'Este es su código de verificación para iniciar sesión en {product}. Introdúzcalo en la página donde lo solicitó.',
    lifetime:
      'Se solicitó el {time}. A partir de ese momento es válido durante {lifetime} y una sola vez.',
    advice:
      'Entonces alguien conoce su contraseña. Cámbiela ahora mismo en todos los sitios donde la use. No dé este código a nadie, ni siquiera a quien diga ser de {product}.',
  },
  lock: {
    subject: 'El inicio de sesión en {product} está bloqueado',
    preview: 'Alguien introdujo su contraseña y, después, demasiados códigos incorrectos.',
    happened:
      'Alguien introdujo su contraseña de {product} y, después, demasiados códigos incorrectos. Nadie ha iniciado sesión de esa forma. No se enviarán códigos hasta el {time}.',
    advice:
      'Entonces alguien conoce su contraseña. Cámbiela ahora mismo en todos los sitios donde la use.',
    wasYou:
      'Si ha sido usted y no puede esperar, pida a un administrador que desbloquee su cuenta.',
  },
  notYou: '¿No ha sido usted?',
  support: '¿Tiene preguntas? Escriba a {support}.',
  automatic: 'Este mensaje se ha enviado automáticamente.',
};
